package model

// EntryNamed returns the entry of a table by its name, or a *ConfigError that
// lists the names.
func EntryNamed[T any](field, name string, table []T, nameOf func(T) string) (T, error) {
	var known string
	for i, t := range table {
		if nameOf(t) == name {
			return t, nil
		}
		if i > 0 {
			known += ", "
		}
		known += nameOf(t)
	}
	var none T
	return none, Refuse(field, "%q is unknown; it takes %s", name, known)
}
