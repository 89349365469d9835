import { localSource } from "./local-source";
import { parseS3Location, s3Source } from "./s3-source";
import type { Source } from "./source";

export function openSource(place: string): Source {
    return place.startsWith("s3://") ? s3Source(parseS3Location(place)) : localSource(place);
}
