import { text, type Schema } from "../validation/schema";
import { REGION } from "./arns";

/** The form of a Region's code; whether the Region exists is AWS's to say, since it adds new ones. */
export const regionSchema: Schema = text('must be the code of a Region, such as "eu-west-1"', REGION);
