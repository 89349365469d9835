// terraform-provider-aws, internal/service/ec2: ec2_eip.go.
import { isTagged, text } from "../../stack/stack-resource";
import { type CallRule, on, when } from "../call";

export const eip: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const tagged = isTagged(resource);
    return {
        create: [...on("ec2", "AllocateAddress", arn), ...when(tagged, on("ec2", "CreateTags", arn))],
        read: on("ec2", "DescribeAddresses DescribeAddressesAttribute", "*"),
        update: when(tagged, on("ec2", "CreateTags DeleteTags", arn)),
        delete: on("ec2", "ReleaseAddress", arn),
    };
};
