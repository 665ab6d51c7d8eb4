import { describe, expect, it } from 'vitest';
import { graphAddressOf, mayFollow, mayUploadTo } from '../../../main/adapters/graph/graph-address.ts';

const real = graphAddressOf('global', null);
const local = graphAddressOf('global', 'http://127.0.0.1:4010/v1.0/');

describe('graphAddressOf', () => {
  it('ends in the version, without a slash', () => {
    expect([real.baseUrl, local.baseUrl]).toEqual(['https://graph.microsoft.com/v1.0', 'http://127.0.0.1:4010/v1.0']);
    expect(graphAddressOf('china', null).baseUrl).toBe('https://microsoftgraph.chinacloudapi.cn/v1.0');
  });
});

describe('mayUploadTo', () => {
  it.each([
    "https://outlook.office.com/api/v2.0/Users('u')/Messages('m')/AttachmentSessions('s')?authtoken=t",
    'https://outlook.office365.com/api/gv1.0/x',
  ])('sends bytes to a host of the service: %s', (url) => {
    expect(mayUploadTo(url, real)).toBe(true);
  });

  it.each([
    'http://outlook.office.com/api/x',
    'https://outlook.office.com.example.org/x',
    'https://example.org/outlook.office.com',
    'https://outlook.office.com@example.org/x',
    'https://partner.outlook.cn/x',
    'https://graph.microsoft.com/v1.0/x',
    'http://127.0.0.1:4010/x',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'outlook.office.com/x',
    '',
  ])('sends nothing to %s', (url) => {
    expect(mayUploadTo(url, real)).toBe(false);
  });

  it('sends bytes to the same server on this machine, and to no other port of it', () => {
    expect(mayUploadTo('http://127.0.0.1:4010/upload/1', local)).toBe(true);
    expect(mayUploadTo('http://127.0.0.1:4011/upload/1', local)).toBe(false);
    expect(mayUploadTo('http://localhost:4010/upload/1', local)).toBe(false);
  });
});

describe('mayFollow', () => {
  it('takes the token to the next page of the same server only', () => {
    expect(mayFollow('https://graph.microsoft.com/v1.0/me/messages?$skip=10', real)).toBe(true);
    for (const link of [
      'http://graph.microsoft.com/v1.0/x',
      'https://graph.microsoft.com.example.org/x',
      '/v1.0/x',
      'x',
    ]) {
      expect(mayFollow(link, real)).toBe(false);
    }
  });
});
