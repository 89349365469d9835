import { BlockList, isIP } from "node:net";

import { isJsonList, isJsonObject, type Json, type JsonObject, type Scalar } from "./event-fields";
import { numericPattern } from "./numeric-pattern";
import { EventPatternError } from "./pattern-error";
import { wildcardPattern } from "./wildcard-pattern";

/** What a field's value must be; or that there must be no such field. */
export type ValuePattern = "absent" | ((value: Scalar) => boolean);

/** One element of the list under a field, as Event Ruler reads it and with its words for what is wrong. */
export function valuePattern(value: Json): ValuePattern {
    if (isJsonObject(value)) {
        return matchExpression(value);
    }
    if (isJsonList(value)) {
        throw new EventPatternError("Match value must be String, number, true, false, or null");
    }
    return (one) => one === value;
}

function matchExpression(expression: JsonObject): ValuePattern {
    const [entry, ...more] = Object.entries(expression);
    if (entry === undefined) {
        throw new EventPatternError("Match expression name not found");
    }
    const [name, value] = entry;
    const pattern = patternNamed(name, value);
    if (more.length > 0) {
        throw new EventPatternError("Only one key allowed in match expression");
    }
    return pattern;
}

function patternNamed(name: string, value: Json): ValuePattern {
    switch (name) {
        case "prefix":
        case "suffix":
            return affixPattern(name, value);
        case "equals-ignore-case":
        case "wildcard":
            return onText(textPattern(name, text(name, value)));
        case "numeric":
            return numericPattern(value);
        case "exists":
            if (typeof value !== "boolean") {
                throw new EventPatternError("exists match pattern must be either true or false.");
            }
            return value ? () => true : "absent";
        case "cidr":
            return cidrPattern(text(name, value));
        case "anything-but":
            return anythingBut(value);
        default:
            throw new EventPatternError(`Unrecognized match type ${name}`);
    }
}

function text(name: string, value: Json): string {
    if (typeof value !== "string") {
        throw new EventPatternError(`${name} match pattern must be a string`);
    }
    return value;
}

function onText(matches: (text: string) => boolean): (value: Scalar) => boolean {
    return (value) => typeof value === "string" && matches(value);
}

function affixPattern(name: "prefix" | "suffix", value: Json): ValuePattern {
    if (!isJsonObject(value)) {
        return onText(textPattern(name, text(name, value)));
    }
    const other = Object.keys(value).find((key) => key !== "equals-ignore-case");
    if (other !== undefined) {
        throw new EventPatternError(`Unsupported ${name} pattern: ${other}`);
    }
    const affix = text("equals-ignore-case", value["equals-ignore-case"] ?? null).toLowerCase();
    const matches = textPattern(name, affix);
    return onText((one) => matches(one.toLowerCase()));
}

function textPattern(name: string, wanted: string): (text: string) => boolean {
    switch (name) {
        case "prefix":
            return (one) => one.startsWith(wanted);
        case "suffix":
            return (one) => one.endsWith(wanted);
        case "wildcard":
            return wildcardPattern(wanted);
        default:
            return (one) => one.toLowerCase() === wanted.toLowerCase();
    }
}

function anythingBut(value: Json): ValuePattern {
    if (isJsonObject(value)) {
        return anythingButTexts(value);
    }
    if (value === null || typeof value === "boolean") {
        throw new EventPatternError("Value of anything-but must be an array or single string/number value.");
    }
    const excluded = isJsonList(value) ? value : [value];
    if (excluded.some((one) => typeof one !== "string" && typeof one !== "number")) {
        throw new EventPatternError("Inside anything but list, start|null|boolean is not supported.");
    }
    if (new Set(excluded.map((one) => typeof one)).size !== 1) {
        throw new EventPatternError(
            "Inside anything but list, either all values are number or string, mixed type is not supported",
        );
    }
    return (one) => !excluded.includes(one);
}

function anythingButTexts(expression: JsonObject): ValuePattern {
    const [name, value = null] = Object.entries(expression)[0] ?? [];
    if (name === undefined) {
        throw new EventPatternError("Anything-But expression name not found");
    }
    if (!["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(name)) {
        throw new EventPatternError(`Unsupported anything-but pattern: ${name}`);
    }
    const affix = name === "prefix" || name === "suffix";
    const excluded = (isJsonList(value) ? value : [value]).map((one) => {
        const wanted = text(affix ? "prefix/suffix" : name, one);
        if (affix && wanted === "") {
            throw new EventPatternError("Null prefix/suffix not allowed");
        }
        return textPattern(name, wanted);
    });
    return (one) => typeof one !== "string" || !excluded.some((matches) => matches(one));
}

function cidrPattern(cidr: string): ValuePattern {
    const [address = "", bits, ...more] = cidr.split("/");
    if (bits === undefined || more.length > 0) {
        throw new EventPatternError("Malformed CIDR, one '/' required");
    }
    const family = isIP(address);
    if (family === 0 || !/^\d{1,3}$/.test(bits)) {
        throw new EventPatternError("Malformed CIDR, mask bits must be an integer");
    }
    const most = family === 4 ? 31 : 127;
    if (Number(bits) > most) {
        throw new EventPatternError(`IPv${family} mask bits must be < ${most + 1}`);
    }
    const block = new BlockList();
    block.addSubnet(address, Number(bits), family === 4 ? "ipv4" : "ipv6");
    return onText((one) => isIP(one) === family && block.check(one, family === 4 ? "ipv4" : "ipv6"));
}
