import { parseArn } from "../../../account/core/arn";
import { FUNCTION_RULES } from "../../../account/lambda/function-rules";
import { PERMISSION_RULES } from "../../../account/lambda/permission-rules";
import { attempt } from "../../attempt";
import { nameFromPrefix, prefixOfName } from "../../auto-name";
import { ProviderError } from "../../resource-provider";
import type { ResourceType } from "../../resource-type";
import { ARN, checked, computed, REGION, replacing, required, STRING } from "../../schema";
import { unless } from "../gone";

const ACTION = checked((action) =>
    /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/.test(action)
        ? undefined
        : '"action" must be a valid action (usually starts with "lambda:")',
);

const STATEMENT_ID = checked((id) =>
    /^[0-9A-Za-z_-]{1,100}$/.test(id) ? undefined : `"statement_id" must be a valid statement id, got ${id}`,
);

/** One statement of a function's policy. Its id is the statement's. A version or an alias (qualifier) is not modelled. */
export const PERMISSION: ResourceType = {
    token: "aws:lambda/permission:Permission",
    inputs: {
        action: replacing(required(ACTION)),
        function: replacing(required(STRING)),
        principal: replacing(required(STRING)),
        region: REGION,
        sourceAccount: replacing(
            checked((account) =>
                /^\d{12}$/.test(account) ? undefined : "doesn't look like AWS Account ID (exactly 12 digits)",
            ),
        ),
        sourceArn: replacing(ARN),
        statementId: replacing(computed(STATEMENT_ID)),
        statementIdPrefix: replacing(computed(STATEMENT_ID)),
    },
    computedOutputs: [],
    autoName: { property: "statementId", maxLength: 100, prefixProperty: "statementIdPrefix" },

    importedAs(id) {
        const [, name, statementId] = /^([^/]+)\/([^/]+)$/.exec(id) ?? [];
        if (name === undefined || statementId === undefined) {
            throw new ProviderError(
                `Unexpected format of ID ("${id}"), expected FUNCTION_NAME/STATEMENT_ID or FUNCTION_NAME:QUALIFIER/STATEMENT_ID`,
            );
        }
        return { id: statementId, state: { function: name } };
    },

    async create(inputs, context) {
        const { account, region } = context;
        const name = inputs.string("function");
        const id =
            inputs.optionalString("statementId") ??
            nameFromPrefix(inputs.string("statementIdPrefix"), account.clock.now(), account.ids.serial());
        await attempt(`adding Lambda Permission (${name}/${id})`, () =>
            account.lambda(region).addPermission(nameIn(name), {
                id,
                action: inputs.string("action"),
                principal: inputs.string("principal"),
                sourceArn: inputs.optionalString("sourceArn"),
                sourceAccount: inputs.optionalString("sourceAccount"),
            }),
        );
        return id;
    },

    async read(id, context, prior) {
        const name = prior.string("function");
        const permission = await attempt(`reading Lambda Permission (${name}/${id})`, () =>
            context.account.lambda(context.region).findPermission(nameIn(name), id),
        );
        if (permission === undefined) {
            return undefined;
        }
        const { action, principal, sourceAccount, sourceArn } = permission;
        const statementIdPrefix = prefixOfName(id);
        return {
            ...{ action, function: name, principal, statementId: id },
            ...(sourceAccount === undefined ? {} : { sourceAccount }),
            ...(sourceArn === undefined ? {} : { sourceArn }),
            ...(statementIdPrefix === undefined ? {} : { statementIdPrefix }),
        };
    },

    /** Whatever changes makes another statement. */
    update: () => Promise.resolve(),

    async delete(id, state, context) {
        const name = state.string("function");
        await attempt(`removing Lambda Permission (${name}/${id})`, () =>
            unless([PERMISSION_RULES.notFound, FUNCTION_RULES.notFound], () =>
                context.account.lambda(context.region).removePermission(nameIn(name), id),
            ),
        );
    },
};

/** A function is named by its name or by its ARN. */
function nameIn(nameOrArn: string): string {
    return parseArn(nameOrArn)?.resource.replace(/^function:/, "") ?? nameOrArn;
}
