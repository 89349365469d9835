/** The few styles of the terminal output. `util.styleText` would do, but Node 20.0 to 20.11 lack it. */
export interface Style {
    bold(text: string): string;
    dim(text: string): string;
    red(text: string): string;
    green(text: string): string;
    yellow(text: string): string;
    cyan(text: string): string;
}

export function stylesFor(color: boolean): Style {
    const wrap = (open: number, close: number) => (text: string) =>
        color ? `\u001b[${open}m${text}\u001b[${close}m` : text;
    return {
        bold: wrap(1, 22),
        dim: wrap(2, 22),
        red: wrap(31, 39),
        green: wrap(32, 39),
        yellow: wrap(33, 39),
        cyan: wrap(36, 39),
    };
}

/** Colours go to a terminal only, and not there either when the user has set NO_COLOR (no-color.org). */
export function wantsColor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
    const { NO_COLOR: noColor = "" } = environment;
    return stream.isTTY === true && noColor === "";
}
