import { BOOLEAN } from "../../schema";
import { bucketSetting } from "./bucket-setting";

/**
 * All the notifications of a bucket: what the program leaves out goes, whoever put it there. Of whom they are for only
 * EventBridge is modelled; queues, topics and functions are refused by name.
 */
export const BUCKET_NOTIFICATION = bucketSetting({
    token: "aws:s3/bucketNotification:BucketNotification",
    title: "S3 Bucket Notification",
    inputs: { eventbridge: { ...BOOLEAN, default: false } },
    put: (settings, bucket, inputs) => settings.putNotification(bucket, { eventBridge: inputs.boolean("eventbridge") }),
    // A bucket always has a configuration, if an empty one.
    read: ({ notification }) => ({ eventbridge: notification.eventBridge }),
    remove: (settings, bucket) => settings.putNotification(bucket, { eventBridge: false }),
});
