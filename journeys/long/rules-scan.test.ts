// The nightly run's reading of bytes on a hundred thousand registers. What it asks is in src/absences/nightly/scan-agreement.test.ts.
process.env.ONROLL_TEST_CASES ??= '100000'
await import('../../src/absences/nightly/scan-agreement.test.ts')
