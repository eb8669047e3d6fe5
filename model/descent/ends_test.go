package descent

import (
	"fmt"
	"math"
	"testing"
	"time"

	"nntui/model/surface"
)

func TestEndsLook(t *testing.T) {
	for _, surf := range surface.Names() {
		for _, m := range []string{"gd", "momentum", "adam"} {
			c := Default()
			if surf != "assignment" {
				c.Use(surf)
			}
			c.Method = m
			for _, over := range c.Overs() {
				at := time.Now()
				e, err := NewEndStates(c.EndStates(over, 0, 0, 200))
				if err != nil {
					fmt.Println(err)
					continue
				}
				open := time.Since(at)
				e.Advance(math.MaxInt, 0)
				s := e.Snapshot()
				var ends [6]int
				for _, s := range s.Cells {
					ends[s.End]++
				}
				fmt.Println(surf, m, over, open.Round(time.Millisecond), time.Since(at).Round(time.Millisecond), s.Config.View.MaxX, s.Limits, ends)
			}
		}
	}
}
