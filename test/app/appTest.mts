import type { Stage } from './stage.mts';

export interface TestContext {
	/** The n8n that most tests share: each makes workflows of its own in it. */
	stage: Stage;
	/** Opens another, for a test that stops or breaks it. It is closed after the test. */
	openStage(): Promise<Stage>;
	/** Where a test leaves what it has to show. */
	resultsDir: string;
}

export interface AppTest {
	name: string;
	/** Default: 60 s. */
	timeoutMs?: number;
	/** Runs in the newest n8n alone: it takes minutes, or starts an n8n of its own. */
	newestOnly?: boolean;
	run(context: TestContext): Promise<void>;
}
