import { parseArn } from "../core/arn";
import { refuse } from "../core/aws-error";
import type { ScheduleSettings, ScheduleTarget } from "./schedule";
import { isScheduleExpression } from "./schedule-expression";
import { SCHEDULE_RULES } from "./schedule-rules";

/**
 * Checks all of a schedule but its role, as CreateSchedule and UpdateSchedule do. Whether the target exists, and what the
 * role may do, is not checked: that shows when its time has come.
 */
export function checkSchedule({ description = "", expression, timezone, window, target }: ScheduleSettings): void {
    if (description.length > 512) {
        refuse(SCHEDULE_RULES.description, `${description.length} characters`);
    }
    if (!isScheduleExpression(expression)) {
        refuse(SCHEDULE_RULES.expression, undefined, { expression });
    }
    if (!isTimezone(timezone)) {
        refuse(SCHEDULE_RULES.timezone, undefined, { timezone });
    }
    const minutes = window.maximumMinutes ?? 0;
    if (window.mode === "FLEXIBLE" && !(minutes >= 1 && minutes <= 1440)) {
        refuse(SCHEDULE_RULES.window, `${minutes} minutes`);
    }
    checkTarget(target);
}

function checkTarget({ arn, input, deadLetterArn, retryPolicy }: ScheduleTarget): void {
    if (input !== undefined && parseArn(arn)?.service === "lambda" && !isJson(input)) {
        refuse(SCHEDULE_RULES.input, input.slice(0, 80));
    }
    if (deadLetterArn !== undefined && !/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9_-]+$/.test(deadLetterArn)) {
        refuse(SCHEDULE_RULES.deadLetters, undefined, { arn: deadLetterArn });
    }
    const { maximumEventAgeInSeconds: age, maximumRetryAttempts: attempts } = retryPolicy;
    if (!(age >= 60 && age <= 86_400 && attempts >= 0 && attempts <= 185)) {
        refuse(SCHEDULE_RULES.retry, `${attempts} attempts, ${age} seconds`);
    }
}

function isTimezone(timeZone: string): boolean {
    try {
        return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
    } catch {
        return false;
    }
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}
