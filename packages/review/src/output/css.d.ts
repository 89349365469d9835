declare module "*.css" {
    const text: string;
    // The bundler gives a text file as a default export.
    // eslint-disable-next-line no-restricted-syntax
    export default text;
}
