import { expect, test } from 'vitest';
import { mergeDoubledSchemas, withExamples } from '../../../src/http/api-document.ts';

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
  const post = { requestBody: { content: { 'application/json': {} } } };
  const paths = { '/v1/territories': { post }, '/v1/plans': { post }, '/v1/territories/{territoryId}/plans': { post } };
  const request = { territory: { name: 'Demo' }, horizon: { weeks: 4 } };
  const example = { key: 'demo', summary: 'The demo', fileName: 'demo.json', isLarge: true, request };
  const shown = (inline: boolean, path: keyof typeof paths) => {
    const document = withExamples({ paths }, [example], inline);
    return document.paths[path].post.requestBody.content['application/json'];
  };
  const link = { demo: { summary: 'The demo', externalValue: '/docs/examples/demo.json' } };
  expect(shown(false, '/v1/plans')).toEqual({ examples: link });
  expect(shown(true, '/v1/plans')).toEqual({ examples: { demo: { summary: 'The demo', value: request } } });
  expect(shown(false, '/v1/territories/{territoryId}/plans')).toEqual({
    examples: { demo: { summary: 'The demo', value: { horizon: { weeks: 4 } } } },
  });
});
