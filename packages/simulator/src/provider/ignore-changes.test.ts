import { describe, expect, it } from "vitest";

import { ignoringChanges } from "./ignore-changes";

const state = {
    enable: true,
    tags: { team: "a", "a.b": "1", gone: "x" },
    rules: [
        { id: "1", days: 1 },
        { id: "2", days: 2 },
    ],
};
const news = {
    enable: false,
    tags: { team: "b", "a.b": "2", come: "y" },
    rules: [
        { id: "1", days: 10 },
        { id: "2", days: 20 },
        { id: "3", days: 30 },
    ],
};

describe("changes that are to be ignored", () => {
    it.each([
        ["enable", { ...news, enable: true }],
        ["tags", { ...news, tags: state.tags }],
        ["tags.team", { ...news, tags: { ...news.tags, team: "a" } }],
        ['tags["a.b"]', { ...news, tags: { ...news.tags, "a.b": "1" } }],
        ["tags.gone", { ...news, tags: { ...news.tags, gone: "x" } }],
        ["tags.come", { ...news, tags: { team: "b", "a.b": "2" } }],
        ["tags.*", { ...news, tags: state.tags }],
        ["rules[1].days", { ...news, rules: [news.rules[0], { id: "2", days: 2 }, news.rules[2]] }],
        ["rules[*].days", { ...news, rules: [state.rules[0], state.rules[1], { id: "3" }] }],
        ["enable.deeper", news],
        ["unheard", news],
    ])("%s", (path, expected) => {
        expect(ignoringChanges(news, state, [path])).toEqual(expected);
    });

    it("are left as they are in the state, one path after the other", () => {
        expect(ignoringChanges(news, state, ["enable", "tags.team", "rules"])).toEqual({
            ...{ enable: true, rules: state.rules },
            tags: { ...news.tags, team: "a" },
        });
    });

    it("are none where none is named", () => {
        expect(ignoringChanges(news, state, [])).toBe(news);
    });
});
