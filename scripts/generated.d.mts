/** The files of generated/ with their texts. */
export declare function generatedModules(): { file: string; text: string }[];
