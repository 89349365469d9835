import { refuseAs, unaryWith } from "../wire/unary";
import { statusOf } from "./status";

export const unary = unaryWith(statusOf);

export const refuse = refuseAs("the simulated AWS provider");
