import type { JsonObject } from "./finding";
import type { Subject } from "./subject";

const PLACES = [
    ["Berlin", "Germany", "DE", 52.52, 13.41],
    ["Ashburn", "United States", "US", 39.04, -77.49],
    ["Singapore", "Singapore", "SG", 1.35, 103.82],
    ["São Paulo", "Brazil", "BR", -23.55, -46.63],
] as const;

const CALLS = [
    ["DescribeInstances", "ec2.amazonaws.com"],
    ["DescribeSpotPriceHistory", "ec2.amazonaws.com"],
    ["GetObject", "s3.amazonaws.com"],
    ["AttachRolePolicy", "iam.amazonaws.com"],
    ["CreateTrainingJob", "sagemaker.amazonaws.com"],
] as const;

function remoteIpDetails({ random, remoteAddress }: Subject): JsonObject {
    const [cityName, countryName, countryCode, lat, lon] = random.pickSkewed(PLACES);
    return {
        ipAddressV4: remoteAddress,
        organization: { asn: "64496", asnOrg: "Example Networks", isp: "Example Networks", org: "Example Networks" },
        country: { countryName, countryCode },
        city: { cityName },
        geoLocation: { lat, lon },
    };
}

export function awsApiCall(subject: Subject, calls: readonly (readonly [string, string])[] = CALLS): JsonObject {
    const { random, text } = subject;
    const [api, serviceName] = random.pickSkewed(calls);
    return {
        actionType: "AWS_API_CALL",
        awsApiCallAction: {
            api,
            serviceName,
            callerType: "Remote IP",
            errorCode: random.chance(0.2) ? "AccessDenied" : undefined,
            userAgent: text("aws-cli/2.31.0"),
            remoteIpDetails: remoteIpDetails(subject),
            affectedResources: {},
        },
    };
}

export function dnsRequest({ random, text }: Subject): JsonObject {
    const domain = text(`c2-${random.whole(1, 40)}.example`);
    return {
        actionType: "DNS_REQUEST",
        dnsRequestAction: { domain, protocol: "UDP", blocked: random.chance(0.1), domainWithSuffix: domain },
    };
}

export function networkConnection(subject: Subject): JsonObject {
    const { random, instance, facts } = subject;
    const inbound = facts.type.includes("BruteForce");
    return {
        actionType: "NETWORK_CONNECTION",
        networkConnectionAction: {
            connectionDirection: inbound ? "INBOUND" : "OUTBOUND",
            protocol: "TCP",
            blocked: random.chance(0.05),
            localIpDetails: { ipAddressV4: instance.address },
            localPortDetails: inbound ? { port: 22, portName: "SSH" } : { port: 40_000, portName: "Unknown" },
            remoteIpDetails: remoteIpDetails(subject),
            remotePortDetails: { port: random.pick([22, 80, 443, 3333, 6667]), portName: "Unknown" },
            localNetworkInterface: `eni-${instance.id.slice(2)}`,
        },
    };
}

export function portProbe(subject: Subject): JsonObject {
    return {
        actionType: "PORT_PROBE",
        portProbeAction: {
            blocked: false,
            portProbeDetails: [
                {
                    localPortDetails: { port: 8888, portName: "Unknown" },
                    localIpDetails: { ipAddressV4: subject.instance.address },
                    remoteIpDetails: remoteIpDetails(subject),
                },
            ],
        },
    };
}

export function kubernetesApiCall(subject: Subject): JsonObject {
    const { random, container, text, remoteAddress } = subject;
    return {
        actionType: "KUBERNETES_API_CALL",
        kubernetesApiCallAction: {
            requestUri: `/api/v1/namespaces/${container.namespace}/secrets`,
            verb: random.pick(["get", "list", "create"]),
            resource: "secrets",
            namespace: container.namespace,
            sourceIPs: [remoteAddress],
            userAgent: text("kubectl/v1.34.1"),
            remoteIpDetails: remoteIpDetails(subject),
            statusCode: random.pick([200, 201, 403]),
            parameters: "{}",
        },
    };
}

export function rdsLoginAttempt(subject: Subject): JsonObject {
    const { random, text } = subject;
    return {
        actionType: "RDS_LOGIN_ATTEMPT",
        rdsLoginAttemptAction: {
            remoteIpDetails: remoteIpDetails(subject),
            LoginAttributes: [
                {
                    user: text("app"),
                    application: text("psql"),
                    failedLoginAttempts: random.whole(0, 50),
                    successfulLoginAttempts: random.whole(0, 3),
                },
            ],
        },
    };
}
