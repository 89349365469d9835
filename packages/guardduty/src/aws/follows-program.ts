/**
 * The options of what only says how GuardDuty works, whatever the component's own are: it can be made again from the program, which
 * must be able to change it. The component's `protect` and `retainOnDelete` are for the detector, whose findings go with it, and for
 * the exported findings.
 */
export const FOLLOWS_PROGRAM = { protect: false, retainOnDelete: false } as const;
