import { LOG_POLICY_RULES } from "../../../account/logs/log-policy-rules";
import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { REGION, replacing, required, STRING } from "../../schema";
import { unless } from "../gone";

/** A policy of the account for its log groups. Its id is its name. One of a single log group (resourceArn) is not modelled. */
export const LOG_RESOURCE_POLICY: ResourceType = {
    token: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    inputs: {
        policyDocument: required({ schema: { kind: "policy" } }),
        policyName: replacing(STRING),
        region: REGION,
    },
    computedOutputs: ["policyScope"],

    check(inputs) {
        const reason = "one of `policy_name,resource_arn` must be specified";
        return inputs["policyName"] === undefined ? [{ property: "policyName", reason }] : [];
    },

    async create(inputs, context) {
        const name = inputs.string("policyName");
        await attempt(`creating CloudWatch Logs Resource Policy (${name})`, () =>
            context.account.logs(context.region).policies.put(name, inputs.string("policyDocument")),
        );
        return name;
    },

    async read(id, context) {
        const policyDocument = await attempt(`reading CloudWatch Logs Resource Policy (${id})`, () =>
            context.account.logs(context.region).policies.find(id),
        );
        return policyDocument === undefined ? undefined : { policyDocument, policyName: id, policyScope: "ACCOUNT" };
    },

    async update(id, { news, changed }, context) {
        if (changed("policyDocument")) {
            await attempt(`creating CloudWatch Logs Resource Policy (${id})`, () =>
                context.account.logs(context.region).policies.put(id, news.string("policyDocument")),
            );
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting CloudWatch Logs Resource Policy (${id})`, () =>
            unless([LOG_POLICY_RULES.notFound], () => context.account.logs(context.region).policies.delete(id)),
        );
    },
};
