// terraform-provider-aws, internal/service/scheduler: schedule.go.
import { isFilled, type StackResource, text } from "../../stack/stack-resource";
import { type CallRule, on, passRole } from "../call";

export const schedule: CallRule = (resource) => {
    const arn = text(resource, "arn");
    const role = passRole(roleOf(resource), "scheduler.amazonaws.com");
    return {
        create: [...on("scheduler", "CreateSchedule", arn), ...role],
        read: on("scheduler", "GetSchedule", arn),
        update: [...on("scheduler", "UpdateSchedule", arn), ...role],
        delete: on("scheduler", "DeleteSchedule", arn),
    };
};

function roleOf({ properties }: StackResource): string | undefined {
    const target = properties["target"];
    const role = isFilled(target) ? target["roleArn"] : undefined;
    return typeof role === "string" ? role : undefined;
}
