import { defineConfig } from 'vitest/config';

/** Tests say what is right, not how fast: a busy machine must not fail them. */
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 120_000, exclude: ['**/node_modules/**', '**/dist/**'] } });
