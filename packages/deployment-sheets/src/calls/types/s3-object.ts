// terraform-provider-aws, internal/service/s3: object.go, delete.go.
import { isTagged, optionalText, text } from "../../stack/stack-resource";
import { type CallRule, on, when } from "../call";

export const bucketObject: CallRule = (resource, { partition, region }) => {
    const bucket = `arn:${partition}:s3:::${text(resource, "bucket")}`;
    const arn = `${bucket}/${text(resource, "key")}`;
    const key = optionalText(resource, "kmsKeyId");
    const upload = [
        ...on("s3", "PutObject", arn),
        ...when(isTagged(resource), on("s3", "PutObjectTagging", arn)),
        // S3 asks for both where the bucket has a bucket key (S3 User Guide, "Reducing the cost of SSE-KMS").
        ...(key === undefined ? [] : on("kms", "GenerateDataKey Decrypt", key, viaS3(region))),
    ];
    return {
        create: upload,
        // HeadObject is authorized as GetObject.
        read: on("s3", "GetObject GetObjectTagging", arn),
        update: upload,
        // With versions, all of them; S3 asks for DeleteObject besides.
        delete: [
            ...on("s3", "DeleteObject", arn),
            ...when(optionalText(resource, "versionId") !== undefined, [
                ...on("s3", "DeleteObjectVersion", arn),
                ...on("s3", "ListBucketVersions", bucket),
            ]),
        ],
    };
};

function viaS3(region: string): Readonly<Record<string, string>> {
    return { "kms:ViaService": `s3.${region}.amazonaws.com` };
}
