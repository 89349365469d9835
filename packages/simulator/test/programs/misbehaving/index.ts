// Programs that do not end well, each in its own way, chosen by the configuration.
import * as guardduty from "@pulumi/aws/guardduty/index.js";
import * as pulumi from "@pulumi/pulumi";

const how = new pulumi.Config().require("how");

const first = new guardduty.Detector("first", { enable: true });

switch (how) {
    case "throws":
        throw new Error("thrown by the program");
    case "throws-without-stack":
        throw new pulumi.RunError("said plainly");
    case "rejects":
        void first.id.apply(async () => Promise.reject(new Error("rejected by the program")));
        break;
    case "exits-early-after-an-error":
        void pulumi.log.error("about to leave");
        process.exit(0);
        break;
    case "exits-with-3":
        process.exit(3);
        break;
    case "never-ends":
        setInterval(() => {}, 1_000);
        process.on("SIGTERM", () => {});
        break;
    case "is-refused":
        new guardduty.Detector("second", { tags: { answer: "refused" } }, { dependsOn: first });
        new guardduty.Detector("third", {}, { dependsOn: first });
        break;
    case "transforms":
        new guardduty.Detector("transformed", {}, { transforms: [() => undefined] });
        break;
    case "tells-its-environment":
        console.log(`monitor ${process.env.PULUMI_NODEJS_MONITOR}, AWS_REGION ${process.env.AWS_REGION}`);
        break;
    case "logs-an-error":
        void pulumi.log.error("logged, not thrown");
        break;
}

export const id = first.id;
