package descent
import ("testing";"testing/synctest";"nntui/tui/kit/stage")
func TestZZ(t *testing.T){ synctest.Test(t, func(t *testing.T){ tab:=New(0); tab.runner.Config.Use("rastrigin"); s:=stage.New(tab,80,21); _=s.Text()})}
