/** A JSON Schema as OpenAPI has it, reduced to what a value must be. */
export interface Schema {
	/** The name of a schema in `Facts.schemas`, which says the rest. */
	$ref?: string;
	type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
	format?: string;
	nullable?: boolean;
	enum?: unknown[];
	minimum?: number;
	maximum?: number;
	minLength?: number;
	maxLength?: number;
	pattern?: string;
	minItems?: number;
	maxItems?: number;
	items?: Schema;
	properties?: Record<string, Schema>;
	required?: string[];
	/** What properties that aren't named may be; `true` is anything. Without it, none may be there. */
	additionalProperties?: Schema | boolean;
	/** It must be as one of these says. */
	anyOf?: Schema[];
}

export interface ParameterFacts extends Schema {
	/** Whether a query parameter must be there; those of a path must. */
	mandatory?: boolean;
}

/** What a request to an endpoint must be. */
export interface EndpointFacts {
	/** By name. */
	path?: Record<string, ParameterFacts>;
	/** By name. */
	query?: Record<string, ParameterFacts>;
	body?: { contentType: string; mandatory?: boolean; schema: Schema };
}

export interface Facts {
	/** By endpoint, as `GET /companies/{companyId}`. */
	endpoints: Record<string, EndpointFacts>;
	/** By the spec's name and the schema's. */
	schemas: Record<string, Schema>;
}
