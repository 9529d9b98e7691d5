/** How long Codat may take to answer a request, in milliseconds. */
export const TIMEOUT_MS = 60_000;

/** The same while someone waits for the test of a credential. */
export const CREDENTIAL_TEST_TIMEOUT_MS = 15_000;
