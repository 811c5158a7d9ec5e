/** `npm run types`: the compiler over every world, each world's complaints under its name. */
import { checkTypes } from "./checks.ts";

process.exitCode = (await checkTypes()).every((check) => check.passed) ? 0 : 1;
