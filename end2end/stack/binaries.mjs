// Where the release build put the programs.
import { fileURLToPath } from 'node:url';

const releaseDirectory = process.env.RELEASE_DIR ?? fileURLToPath(new URL('../../target/release', import.meta.url));

export const TRIBUTARY = process.env.TRIBUTARY_BINARY ?? `${releaseDirectory}/tributary`;
export const SANDBOX = process.env.SANDBOX_BINARY ?? `${releaseDirectory}/sandbox`;
export const REDIS = process.env.TEST_REDIS_SERVER ?? 'redis-server';
