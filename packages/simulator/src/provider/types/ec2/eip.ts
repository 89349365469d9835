import { ADDRESS_RULES } from "../../../account/ec2/ec2";
import { attempt } from "../../attempt";
import type { ResourceType } from "../../resource-type";
import { computed, MAP, oneOf, REGION, replacing } from "../../schema";
import { tagsRead, tagsToSend } from "../../tags";
import { unless } from "../gone";

/** An elastic IP address that is attached to nothing. Its id is its allocation. */
export const EIP: ResourceType = {
    token: "aws:ec2/eip:Eip",
    inputs: {
        domain: replacing(computed(oneOf(["vpc"]))),
        region: REGION,
        tags: MAP,
    },
    computedOutputs: ["allocationId", "arn", "publicDns", "publicIp"],
    taggable: true,

    async create(inputs, context) {
        const address = await attempt("creating EC2 EIP", () =>
            context.account.ec2(context.region).allocate(tagsToSend(inputs, context)),
        );
        return address.allocationId;
    },

    async read(id, context, prior) {
        const address = await attempt(`reading EC2 EIP (${id})`, () => context.account.ec2(context.region).find(id));
        return (
            address && {
                allocationId: id,
                arn: address.arn,
                domain: "vpc",
                publicDns: `ec2-${address.publicIp.replaceAll(".", "-")}.${context.region}.compute.amazonaws.com`,
                publicIp: address.publicIp,
                ...tagsRead(address.tags, context, prior),
            }
        );
    },

    async update(id, { news, changed }, context) {
        if (changed("tags")) {
            await attempt(`updating tags for EC2 EIP (${id})`, () =>
                context.account.ec2(context.region).setTags(id, tagsToSend(news, context)),
            );
        }
    },

    async delete(id, _state, context) {
        await attempt(`deleting EC2 EIP (${id})`, () =>
            unless([ADDRESS_RULES.notFound], () => context.account.ec2(context.region).release(id)),
        );
    },
};
