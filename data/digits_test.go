package data

import (
	"bytes"
	"compress/gzip"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
)

func mustDigits(t testing.TB) *Set {
	t.Helper()
	s, err := Digits()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// normalised has what NumPy's (p - X.mean()) / X.std() is for the pixels p of 0 to 16.
var normalised = [17]float64{
	-0.8117561971974786, -0.6455545502371042, -0.4793529032767297, -0.3131512563163552,
	-0.14694960935598075, 0.019252037604393726, 0.1854536845647682, 0.35165533152514267,
	0.5178569784855171, 0.6840586254458916, 0.8502602724062661, 1.0164619193666407,
	1.182663566327015, 1.3488652132873895, 1.515066860247764, 1.6812685072081386,
	1.847470154168513,
}

func TestDigits(t *testing.T) {
	s := mustDigits(t)
	if s.Len() != 1797 || s.Shape != (Shape{8, 8, 16}) {
		t.Fatalf("%d images of shape %+v", s.Len(), s.Shape)
	}
	for i, pixel := range s.Pixels {
		if got, want := s.X.Data[i], normalised[pixel]; !(math.Abs(got-want) <= 1e-12) {
			t.Fatalf("row %d, column %d: got %v, want %v", i/64, i%64, got, want)
		}
	}

	var sum, squares int
	for _, pixel := range s.Pixels {
		sum += int(pixel)
		squares += int(pixel) * int(pixel)
	}
	if sum != 561718 || squares != 6907012 {
		t.Errorf("pixels sum to %d and their squares to %d, want 561718 and 6907012", sum, squares)
	}

	var counts [10]int
	for _, digit := range s.Class {
		counts[digit]++
	}
	checkLabels(t, s)
	if want := [...]int{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}; counts != want {
		t.Errorf("images of each digit: %v, want %v", counts, want)
	}
}

func TestDigits_shared(t *testing.T) {
	if first, second := mustDigits(t), mustDigits(t); first != second {
		t.Error("two calls return two sets")
	}
}

// checkLabels checks that a label says whether the digit is one of 0 to 4.
func checkLabels(t *testing.T, s *Set) {
	t.Helper()
	for i, digit := range s.Class {
		if want := map[bool]float64{true: 1, false: 0}[digit < 5]; s.Y.Data[i] != want {
			t.Fatalf("row %d: the label of a %d is %v", i, digit, s.Y.Data[i])
		}
	}
}

// line returns an image as text: 64 pixels and the digit.
func line(pixel, digit string) string {
	return strings.Repeat(pixel+",", 64) + digit + "\n"
}

func TestParseDigits_damaged(t *testing.T) {
	good := line("1", "9") + line("2", "0")
	badPixel := func(pixel string) string {
		return good + strings.Repeat("3,", 6) + pixel + strings.Repeat(",3", 58) + "\n"
	}
	for name, c := range map[string]struct{ text, want string }{
		"empty":           {"", "data: digits: no images"},
		"blank":           {"\n\n", "data: digits: no images"},
		"short line":      {good + "1,2,3\n", "data: digits: record on line 3: wrong number of fields"},
		"long line":       {"0," + good, "data: digits: record on line 1: wrong number of fields"},
		"pixel too large": {badPixel("17"), `data: digits: line 3, column 7: pixel "17" is not a whole number from 0 to 16`},
		"pixel negative":  {badPixel("-1"), `data: digits: line 3, column 7: pixel "-1" is not a whole number from 0 to 16`},
		"pixel NaN":       {badPixel("NaN"), `data: digits: line 3, column 7: pixel "NaN" is not a whole number from 0 to 16`},
		"pixel empty":     {badPixel(""), `data: digits: line 3, column 7: pixel "" is not a whole number from 0 to 16`},
		"digit too large": {good + line("3", "10"), `data: digits: line 3, column 65: digit "10" is not a whole number from 0 to 9`},
		"digit a letter":  {good + line("3", "x"), `data: digits: line 3, column 65: digit "x" is not a whole number from 0 to 9`},
		"flat":            {line("5", "5"), "data: digits: all pixels are equal"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := parseDigits(strings.NewReader(c.text))
			if err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
			if s != nil {
				t.Error("a set beside an error")
			}
		})
	}
}

func TestReadDigits_damaged(t *testing.T) {
	flipped := slices.Clone(digitsFile)
	flipped[len(flipped)-5] ^= 1 // in the length at the end
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":     {nil, "data: digits: EOF"},
		"not gzip":  {[]byte(line("1", "1")), "data: digits: gzip: invalid header"},
		"truncated": {digitsFile[:len(digitsFile)/2], "data: digits: unexpected EOF"},
		"checksum":  {flipped, "data: digits: gzip: invalid checksum"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := readDigits(bytes.NewReader(c.file)); err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

// FuzzParseDigits checks that whatever is accepted is a sound set.
func FuzzParseDigits(f *testing.F) {
	text, err := gzip.NewReader(bytes.NewReader(digitsFile))
	if err != nil {
		f.Fatal(err)
	}
	all, err := io.ReadAll(text)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(all[:1000])
	f.Add([]byte(line("1", "9") + line("16", "0")))
	f.Add([]byte(line("5", "5")))
	f.Add([]byte(line(`"7"`, "\r")))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := parseDigits(bytes.NewReader(text))
		if err != nil {
			return
		}
		checkSound(t, s, len(s.Class))
		checkLabels(t, s)
	})
}

func BenchmarkReadDigits(b *testing.B) {
	for b.Loop() {
		if _, err := readDigits(bytes.NewReader(digitsFile)); err != nil {
			b.Fatal(err)
		}
	}
}
