/** The columns of each table: the field of the request, how its cells are read, and the names it goes by. */
import type { CellKind } from './cells.ts';

export type TableName = 'customers' | 'reps' | 'hotels';

export interface Field {
  /** In mapping.json and in messages. */
  readonly name: string;
  /** Below the entry: `['location', 'lat']`. */
  readonly path: readonly string[];
  readonly kind: CellKind;
  readonly required: boolean;
  /** English, German and Chinese names; compared by `columnKey`. */
  readonly synonyms: readonly string[];
}

/**
 * @param path dotted; a field is called by the last step
 * @param synonyms parted by `|`; only names that cannot mean something else, as `region` or `sales rep` could
 */
function field(path: string, kind: CellKind, synonyms: string): Field {
  const steps = path.split('.');
  const name = steps.at(-1) ?? path;
  return { name, path: steps, kind, required: false, synonyms: [path, name, ...synonyms.split('|')] };
}

function required(path: string, kind: CellKind, synonyms: string): Field {
  return { ...field(path, kind, synonyms), required: true };
}

const latitude = 'latitude|y|Breite|Breitengrad|纬度';
const longitude = 'longitude|lon|long|x|Länge|Längengrad|经度';

const customers: readonly Field[] = [
  required(
    'id',
    'text',
    'customer id|customer no|customer number|account id|account number|store id|Kundennummer|Kunden-Nr|客户编号|客户编码|客户代码|客户ID|编号',
  ),
  field('name', 'text', 'customer|customer name|account name|store name|Kunde|Kundenname|Firma|客户|客户名称|名称'),
  required('location.lat', 'coordinate', latitude),
  required('location.lng', 'coordinate', longitude),
  field(
    'annualRevenue',
    'number',
    'revenue|yearly revenue|annual sales|sales|turnover|Umsatz|Jahresumsatz|年销售额|年度销售额|销售额|营业额',
  ),
  field('credit', 'number', 'credit score|Bonität|信用'),
  field('potential', 'number', 'Potenzial|潜力'),
  field('class', 'text', 'customer class|grade|Klasse|Kundenklasse|等级|客户等级|级别|客户级别'),
  field('keyAccount', 'boolean', 'key customer|Schlüsselkunde|Großkunde|重点客户|大客户'),
  field('visitFrequency', 'frequency', 'frequency|Besuchsfrequenz|Besuchsrhythmus|拜访频率'),
  field('visitMinutes', 'number', 'visit duration|visit length|Besuchsdauer|Besuchsminuten|拜访时长|拜访分钟'),
  field('minDaysBetween', 'number', 'min days|Mindestabstand|最小间隔天数'),
  field('maxDaysBetween', 'number', 'max days|Höchstabstand|最大间隔天数'),
  field('openingHours', 'hours', 'opening times|business hours|Öffnungszeiten|营业时间'),
  field('visitDays', 'weekdays', 'allowed days|Besuchstage|拜访日'),
  field('preferredDays', 'weekdays', 'preferred weekdays|Wunschtage|偏好日'),
  field('tags', 'list', 'tag|labels|Schlagworte|标签'),
  field('area', 'text', 'basic area|Basisgebiet|基本区域'),
  field('closedOn', 'dates', 'closed dates|Geschlossen am|休业日'),
  field('lastVisitedOn', 'date', 'last visit|last visited|last visit date|Letzter Besuch|上次拜访|上次拜访日期'),
  field('repId', 'text', 'rep|Vertreternummer|业务员编号'),
  field('currentRepId', 'text', 'current rep|heutiger Vertreter|现任业务员'),
  field('eligibleRepIds', 'list', 'eligible reps|Mögliche Vertreter|可选业务员'),
  field('appointments', 'appointments', 'appointment|Termine|Termin|预约'),
  field('contacts', 'contacts', 'contact|contact person|Ansprechpartner|联系人'),
];

const reps: readonly Field[] = [
  required(
    'id',
    'text',
    'rep id|rep no|employee id|Vertreternummer|Vertreter-Nr|Personalnummer|业务员编号|员工编号|编号',
  ),
  field('name', 'text', 'rep|rep name|Vertreter|Vertretername|业务员|姓名|名称'),
  required('home.lat', 'coordinate', `home latitude|家庭纬度|${latitude}`),
  required('home.lng', 'coordinate', `home longitude|home lon|家庭经度|${longitude}`),
  field('timeZone', 'text', 'tz|Zeitzone|时区'),
  field('workingHours', 'hours', 'work hours|Arbeitszeit|Arbeitszeiten|工作时间'),
  field('daysOff', 'dates', 'vacation|Urlaub|Freie Tage|休假|休假日'),
  field('breaks', 'breaks', 'break|Pause|Pausen|休息'),
  field('morningDriveMinutes', 'number', 'morning drive|Anfahrt am Morgen|早间驾驶分钟'),
  field('eveningDriveMinutes', 'number', 'evening drive|Fahrt am Abend|晚间驾驶分钟'),
  field('maxDriveMinutesPerDay', 'number', 'max drive minutes|Höchste Fahrzeit|每日最大驾驶分钟'),
  field('overnight.maxConsecutiveNights', 'number', 'consecutive nights|Nächte in Folge|最多连续过夜'),
  field('overnight.maxNightsPerWeek', 'number', 'nights per week|Nächte pro Woche|每周最多过夜'),
  field('channelWidth.maxCustomers', 'number', 'most customers|Höchstzahl Kunden|最多客户数'),
  field('channelWidth.maxWorkloadMinutesPerWeek', 'number', 'max workload|Höchste Arbeitslast|每周最大工作分钟'),
  field('supervisorId', 'text', 'Vorgesetztennummer|主管编号'),
];

const hotels: readonly Field[] = [
  required('id', 'text', 'hotel id|hotel no|Hotelnummer|酒店编号|编号'),
  field('name', 'text', 'hotel|hotel name|Hotelname|酒店|酒店名称|名称'),
  required('location.lat', 'coordinate', latitude),
  required('location.lng', 'coordinate', longitude),
  field('costPerNight', 'number', 'cost|price|rate|Preis|Preis pro Nacht|价格|每晚价格'),
];

export const tableFields: Readonly<Record<TableName, readonly Field[]>> = { customers, reps, hotels };

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** What is compared of a column's name: no case, spaces, signs or bracketed units; ä is ae. */
export function columnKey(column: string): string {
  return column
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]/g, '')
    .replace(/[äöüß]/g, (letter) => umlauts[letter] ?? letter)
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
}
