import { DAY } from '../clock';
import type { JsonObject } from '../route';

/** A PDF of one empty page, with a title. It has no cross-reference table, which readers rebuild. */
export function pdf(title: string): Buffer {
	return Buffer.from(
		[
			'%PDF-1.4',
			'1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
			'2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
			'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj',
			`4 0 obj<</Title(${title})>>endobj`,
			'trailer<</Root 1 0 R/Info 4 0 R>>',
			'%%EOF',
		].join('\n'),
	);
}

/** One transparent pixel. */
const PNG =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface StoredFile {
	id: string;
	name: string;
	contentType: string;
	bytes: Buffer;
}

const FILES: StoredFile[] = [
	{
		id: 'c0da7006-7d3a-4c1e-9b52-000000000001',
		name: 'Delivery note.pdf',
		contentType: 'application/pdf',
		bytes: pdf('Delivery note'),
	},
	{
		id: 'c0da7006-7d3a-4c1e-9b52-000000000002',
		name: 'Küche – “Foto” 1.png',
		contentType: 'image/png',
		bytes: Buffer.from(PNG, 'base64'),
	},
];

/** The files of a record: two, but none for every third one. */
export function filesOf({ number }: { number: number }): StoredFile[] {
	return number % 3 === 0 ? [] : FILES;
}

/** A file, as it is listed (Lending spec: `AccountingAttachment`). */
export function attachment(file: StoredFile, { day }: { day: number }): JsonObject {
	return {
		id: file.id,
		name: file.name,
		contentType: file.contentType,
		dateCreated: new Date(day + DAY / 2).toISOString(),
		fileSize: file.bytes.length,
		includeWhenSent: file.contentType === 'application/pdf',
	};
}
