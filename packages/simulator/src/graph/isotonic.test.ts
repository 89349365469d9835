import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Placeable, placeInOrder } from "./isotonic";

const items = fc.array(fc.record({ size: fc.integer({ min: 1, max: 9 }), wish: fc.integer({ min: -50, max: 50 }) }), {
    minLength: 1,
    maxLength: 6,
});

function costOf(places: readonly number[], wishes: readonly Placeable[]): number {
    return places.reduce((sum, place, index) => sum + (place - wishes[index]!.wish) ** 2, 0);
}

it("keeps order and distance, and stays between top and bottom where there is room", () => {
    fc.assert(
        fc.property(items, (wishes) => {
            const places = placeInOrder(wishes, 2, -40, 40);
            places.forEach((place, index) => {
                const { size } = wishes[index]!;
                expect(place - size / 2).toBeGreaterThanOrEqual(-40 - 1e-9);
                expect(place + size / 2).toBeLessThanOrEqual(40 + 1e-9);
                const next = places[index + 1];
                if (next !== undefined) {
                    expect(next - place).toBeGreaterThanOrEqual((size + wishes[index + 1]!.size) / 2 + 2 - 1e-9);
                }
            });
        }),
    );
});

it("cannot be bettered by moving one, or a run of neighbours, a little", () => {
    fc.assert(
        fc.property(items, fc.nat(5), fc.nat(5), fc.constantFrom(-0.01, 0.01), (wishes, first, length, step) => {
            const places = placeInOrder(wishes, 2, -1e6, 1e6);
            const moved = places.map((place, index) =>
                index >= first && index <= first + length ? place + step : place,
            );
            const allowed = moved.every((place, index) => {
                const next = moved[index + 1];
                return next === undefined || next - place >= (wishes[index]!.size + wishes[index + 1]!.size) / 2 + 2;
            });
            expect(!allowed || costOf(moved, wishes) >= costOf(places, wishes) - 1e-9).toBe(true);
        }),
    );
});
