/** GuardDuty's bands of severity, the worst first. */
export const BANDS = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
export type Band = (typeof BANDS)[number];

export type BandCounts = Record<Band, number>;

export function bandOf(severity: number): Band {
    return severity >= 9 ? "CRITICAL" : severity >= 7 ? "HIGH" : severity >= 4 ? "MEDIUM" : "LOW";
}

export function emptyBands(): BandCounts {
    return { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0 };
}
