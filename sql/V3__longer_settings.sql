-- A long list of keys in t_settings outgrows 64 KB when it is sealed. gemini-balance reads the longer type as well.
ALTER TABLE t_settings MODIFY COLUMN `value` MEDIUMTEXT;
