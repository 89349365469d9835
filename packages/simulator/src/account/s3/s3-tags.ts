import { refuse } from "../core/aws-error";
import { problemOfTags, type Tags } from "../core/tags";
import { BUCKET_RULES } from "./bucket-rules";

export function checkS3Tags(tags: Tags, most: number): void {
    const problem = problemOfTags(tags, most);
    if (problem !== undefined) {
        refuse(BUCKET_RULES.tags, problem);
    }
}
