import { isList, isPropertyMap } from "./property-reader";
import type { PropertyMap, PropertyValue } from "./resource-provider";

type Step = string | number;

/** What the program wants, with what it wants ignored left as it is in the state. */
export function ignoringChanges(news: PropertyMap, state: PropertyMap, paths: readonly string[]): PropertyMap {
    return paths.reduce<PropertyMap>((wanted, path) => {
        const kept = keep(wanted, state, stepsOf(path));
        return isPropertyMap(kept) ? kept : wanted;
    }, news);
}

/** Such as `tags.team`, `rules[0].id`, `tags["a.b"]` and `rules[*].id`. */
function stepsOf(path: string): Step[] {
    return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[(\*)\]|([^.[\]]+)/g)].map(
        ([, quoted, index, star, name]) =>
            index === undefined ? (quoted?.replaceAll(/\\(.)/g, "$1") ?? star ?? name ?? "") : Number(index),
    );
}

function keep(
    wanted: PropertyValue | undefined,
    state: PropertyValue | undefined,
    [step, ...rest]: readonly Step[],
): PropertyValue | undefined {
    if (step === undefined) {
        return state;
    }
    if (isList(wanted)) {
        const olds = isList(state) ? state : [];
        return wanted.map((one, index) =>
            step === "*" || step === index ? (keep(one, olds[index], rest) ?? one) : one,
        );
    }
    if (!isPropertyMap(wanted) && !isPropertyMap(state)) {
        return wanted;
    }
    const [news, olds] = [isPropertyMap(wanted) ? wanted : {}, isPropertyMap(state) ? state : {}];
    const names = step === "*" ? Object.keys({ ...olds, ...news }) : [String(step)];
    const others = Object.entries(news).filter(([name]) => !names.includes(name));
    const kept = names.flatMap((name): [string, PropertyValue][] => {
        const value = keep(news[name], olds[name], rest);
        return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries([...others, ...kept]);
}
