import { expect, it } from "vitest";
import { chatRegionFor } from "./chat-regions";

it.each([
    ["us-east-1", "us-east-2"],
    ["us-east-2", "us-east-2"],
    ["us-west-1", "us-west-2"],
    ["us-west-2", "us-west-2"],
    ["ca-central-1", "us-east-2"],
    ["sa-east-1", "us-east-2"],
    ["mx-central-1", "us-east-2"],
    ["eu-west-1", "eu-west-1"],
    ["eu-central-2", "eu-west-1"],
    ["il-central-1", "eu-west-1"],
    ["me-south-1", "eu-west-1"],
    ["af-south-1", "eu-west-1"],
    ["ap-southeast-1", "ap-southeast-1"],
    ["ap-northeast-3", "ap-southeast-1"],
    // The service is not known to exist there: AWS is to say so.
    ["cn-north-1", "cn-north-1"],
    ["us-gov-west-1", "us-gov-west-1"],
])("from %s the chat service is called in %s", (region, expected) => expect(chatRegionFor(region)).toBe(expected));
