import { parseAttribute, type AttributeKind } from "../read/attributes";
import type { RowView } from "../report/row-view";

/** An attribute that more than this share of the resources has narrows next to nothing, like a tag that is on everything. */
const BROAD_SHARE = 0.5;

/** With fewer resources than this, a share says nothing. */
const LEAST_RESOURCES = 4;

/** Those of the attributes that half of all resources with an attribute of the kind have. */
export function findBroadAttributes(
    view: RowView,
    rows: Uint32Array,
    attributes: ReadonlySet<number>,
): ReadonlySet<number> {
    const kinds = view.attributes.texts.map((text) => parseAttribute(text)?.kind);
    const ofAttribute = new Map<number, Set<number>>([...attributes].map((attribute) => [attribute, new Set()]));
    const ofKind = new Map<AttributeKind, Set<number>>();
    for (const row of rows) {
        const resource = view.cell("resource", row);
        for (const attribute of view.attributesOf(row)) {
            const kind = kinds[attribute];
            if (kind === undefined) continue;
            ofAttribute.get(attribute)?.add(resource);
            const resources = ofKind.get(kind) ?? new Set();
            ofKind.set(kind, resources.add(resource));
        }
    }
    const broad = new Set<number>();
    for (const [attribute, resources] of ofAttribute) {
        const kind = kinds[attribute];
        const all = kind === undefined ? 0 : (ofKind.get(kind)?.size ?? 0);
        if (all >= LEAST_RESOURCES && resources.size > all * BROAD_SHARE) broad.add(attribute);
    }
    return broad;
}
