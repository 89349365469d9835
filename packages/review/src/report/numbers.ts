/** Whole numbers with separators, the same everywhere. */
export function count(value: number): string {
    return Math.round(value).toLocaleString("en-US");
}

export function percent(share: number): string {
    const value = share * 100;
    if (value > 0 && value < 0.1) return "<0.1 %";
    return `${value >= 99.95 || value === 0 ? value.toFixed(0) : value.toFixed(1)} %`;
}

export function plural(value: number, one: string, many = `${one}s`): string {
    return `${count(value)} ${value === 1 ? one : many}`;
}

/** To the minute, in UTC. */
export function minute(time: string): string {
    return `${time.slice(0, 10)} ${time.slice(11, 16)}`;
}
