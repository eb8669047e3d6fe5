//go:build !unix

package confine

// dumpNoCore has nothing to do where programs dump no core.
func dumpNoCore() {}
