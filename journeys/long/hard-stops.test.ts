// Every hard stop in every way there is. What it asks, and of what, is in src/leavers/hard-stops.test.ts.
process.env.ONROLL_TEST_WAYS ??= 'all'
await import('../../src/leavers/hard-stops.test.ts')
