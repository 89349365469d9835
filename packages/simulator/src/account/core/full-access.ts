/** A policy that allows everything: only a resource's own policy stops whoever has it. */
export const FULL_ACCESS = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});
