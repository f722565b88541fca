import { expect, test } from 'vitest';
import { mergeDoubledSchemas, withExamples } from '../../../src/http/api-document.ts';
import { sampleRequest } from './samples.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test('doubled schemas become one, and those that nothing refers to go', () => {
  const document = {
    paths: { '/plans': { body: ref('PlanInput'), answer: ref('Plan') } },
    components: {
      schemas: {
        Plan: { properties: { stop: ref('Stop') } },
        PlanInput: { properties: { stop: ref('StopInput') } },
        Stop: { type: 'object' },
        StopInput: { type: 'object' },
        Unused: { type: 'object' },
      },
    },
  };
  expect(mergeDoubledSchemas(document)).toEqual({
    paths: { '/plans': { body: ref('Plan'), answer: ref('Plan') } },
    components: { schemas: { Plan: { properties: { stop: ref('Stop') } }, Stop: { type: 'object' } } },
  });
});

test('doubled schemas that differ are not merged silently', () => {
  const schemas = { Plan: { type: 'object' }, PlanInput: { type: 'array' } };
  expect(() => mergeDoubledSchemas({ paths: {}, components: { schemas } })).toThrow('PlanInput');
});

test('a schema whose own name ends in Input stays', () => {
  const document = { paths: { '/x': ref('RawInput') }, components: { schemas: { RawInput: { type: 'object' } } } };
  expect(mergeDoubledSchemas(document)).toEqual(document);
});

test('a large example is a link in the document and a value on the page', () => {
  const operation = (operationId: string) => ({
    post: { operationId, requestBody: { content: { 'application/json': {}, 'text/csv': {} } } },
  });
  const paths = { plan: operation('createPlan'), stored: operation('planTerritory'), size: operation('sizeTeam') };
  const { territory, horizon } = sampleRequest();
  const request = { territory, horizon };
  const example = { key: 'demo', summary: 'The demo', fileName: 'demo.json', isLarge: true, request, plan: null };
  const shown = (inline: boolean, path: keyof typeof paths) =>
    withExamples({ paths }, [example], inline).paths[path].post.requestBody.content;
  const link = { demo: { summary: 'The demo', externalValue: '/docs/examples/demo.json' } };
  expect(shown(false, 'plan')).toEqual({ 'application/json': { examples: link }, 'text/csv': {} });
  const whole = { demo: { summary: 'The demo', value: request } };
  expect(shown(true, 'plan')).toEqual({ 'application/json': { examples: whole }, 'text/csv': {} });
  const part = { demo: { summary: 'The demo', value: { horizon } } };
  expect(shown(false, 'stored')['application/json']).toEqual({ examples: part });
  // A link would lead to the request alone.
  expect(shown(true, 'size')['application/json']).toEqual({});
});
