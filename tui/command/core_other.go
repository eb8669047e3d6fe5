//go:build !unix

package command

// dumpNoCore has nothing to do where programs dump no core.
func dumpNoCore() {}
