import type { Caller } from "../../policy/policy-evaluator";

/** What KMS does for other services. */
export interface KmsService {
    readonly access: {
        /** Whether a caller may use a key. A key that is disabled or to be deleted is of use to nobody. */
        allows(
            keyName: string,
            caller: Caller,
            action: string,
            context?: Readonly<Record<string, string>>,
        ): Promise<boolean>;
    };
}

/** Whoever has KMS in every Region: the account. */
export interface HasKms {
    kms(region: string): KmsService;
}
