export interface Colors {
    readonly fill: string;
    readonly line: string;
    readonly text: string;
}

export interface Theme {
    readonly light: Colors;
    readonly dark: Colors;
}

/** One hue for a service, the same in both pictures. */
const HUES: Readonly<Record<string, number>> = { guardduty: 350, s3: 140, kms: 265, ec2: 28, iam: 330, pulumi: 220 };

const OTHER_HUE = 200;

export function colorsOf(service: string): Theme {
    const hue = Object.hasOwn(HUES, service) ? (HUES[service] ?? OTHER_HUE) : OTHER_HUE;
    return {
        light: { fill: hex(hue, 70, 96), line: hex(hue, 50, 52), text: hex(hue, 60, 18) },
        dark: { fill: hex(hue, 28, 17), line: hex(hue, 45, 55), text: hex(hue, 60, 92) },
    };
}

/** Hue, saturation and lightness as `#rrggbb`: renderers of SVG and Mermaid do not all know hsl(). */
function hex(hue: number, saturation: number, lightness: number): string {
    const light = lightness / 100;
    const amplitude = (saturation / 100) * Math.min(light, 1 - light);
    const channel = (offset: number) => {
        const k = (offset + hue / 30) % 12;
        const value = light - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1));
        return Math.round(value * 255)
            .toString(16)
            .padStart(2, "0");
    };
    return `#${channel(0)}${channel(8)}${channel(4)}`;
}
