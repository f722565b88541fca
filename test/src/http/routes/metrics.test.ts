import { expect, test } from 'vitest';
import { testApp } from '../test-app.ts';

test('answers are counted by route, not by address', async () => {
  const { app } = await testApp();
  await app.inject('/health/live');
  await app.inject('/v1/plans/1b4e28ba-2fa1-41d2-883f-0016d3cca427');
  const { body, headers } = await app.inject('/metrics');
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(body).toContain('http_request_duration_seconds_count{method="GET",route="/health/live",status="200"} 1');
  expect(body).toContain('route="/v1/plans/:planId",status="404"} 1');
  expect(body).toContain('nodejs_eventloop_lag_seconds');
  await app.close();
});
