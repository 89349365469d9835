import { dnsSuffixOf } from "./partitions";
import { literal } from "./policy-document";

/**
 * What kms:ViaService says for S3. AWS documents `s3.<region>.amazonaws.com`; whether it is S3's own host name where that ends with
 * something else, as in China, is not documented. Only S3 can cause either.
 */
export function viaS3(region: string): readonly string[] {
    return [...new Set(["amazonaws.com", dnsSuffixOf(region)])].map((suffix) => `s3.${literal(region)}.${suffix}`);
}
