package model

import (
	"strings"

	"nntui/model/setting"
)

// EntryNamed returns the entry of a table by its name, or a *ConfigError that
// lists the names.
func EntryNamed[T any](field, name string, table []T, nameOf func(T) string) (T, error) {
	entry, ok := setting.Named(table, name, nameOf)
	if !ok {
		return entry, Refuse(field, "%q is unknown; it takes %s", name, strings.Join(setting.Names(table, nameOf), ", "))
	}
	return entry, nil
}
