export const HELP = `Usage: guardduty-review <export> [options]

Reviews what Amazon GuardDuty exported. <export> is a folder, a file, or s3://bucket/prefix.

What to write (a path, or - for standard output; without any, --html guardduty-review.html):
  --html PATH        a page for the browser, with charts and proposed filters; needs no network
  --markdown PATH    the same in short, for a ticket
  --json PATH        everything, for programs

What to review:
  --since DAY        findings updated on this day or later (yyyy-mm-dd, UTC)
  --until DAY        ... on this day or earlier
  --days N           the last N days, today among them; instead of --since
  --account ID       only of this account; again or separated by commas for more
  --region REGION    only of this Region; likewise
  --severity BAND    only critical, high, medium or low; likewise
  --samples          sample findings too

Days, accounts and Regions that are not wanted are not read.

How much:
  --max-findings N   findings in the table (1000)
  --max-filters N    proposed filters (10)
  --min-hidden N     propose nothing that hides fewer findings (20)

  -q, --quiet        say nothing but errors
  -h, --help         this
  --version          the version

Exit code:
  0    everything was read, and written
  1    nothing was written: wrong options, no findings, no access
  2    written, but something in the export was damaged or could not be read; it is named on standard error and in the report
  130  interrupted

Reading from S3 takes s3:ListBucket on the bucket, s3:GetObject on its objects, and kms:Decrypt on the export's key. Credentials and
Region come from where AWS's command line finds them.
`;
