package nprand_test

import (
	"fmt"

	"nntui/data/nprand"
)

func ExampleGenerator_Random() {
	g := nprand.New(12345)
	fmt.Println(g.Random(), g.Random(), g.Random())
	// Output: 0.22733602246716966 0.31675833970975287 0.7973654573327341
}

func ExampleGenerator_Uniform() {
	g := nprand.New(12345)
	fmt.Println(g.Uniform(-10, 10), g.Uniform(-10, 10))
	// Output: -5.453279550656607 -3.6648332058049427
}

func ExampleGenerator_Normal() {
	g := nprand.New(12345)
	fmt.Println(g.Normal(), g.Normal(), g.Normal())
	// Output: -1.4238250364546312 1.2637284581291104 -0.8706617379590857
}

func ExampleGenerator_Integers() {
	g := nprand.New(12345)
	for range 10 {
		fmt.Print(g.Integers(6)+1, " ")
	}
	// Output: 5 2 5 2 2 5 4 5 6 3
}

func ExampleGenerator_Permutation() {
	fmt.Println(nprand.New(12345).Permutation(10))
	// Output: [4 8 1 3 7 9 6 0 2 5]
}
