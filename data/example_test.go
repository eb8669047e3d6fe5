package data_test

import (
	"fmt"
	"log"

	"nntui/data"
)

func ExampleDigits() {
	digits, err := data.Digits()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(digits.Len(), "images; the first is a", digits.Class[0])
	for i, pixel := range digits.Pixels[:64] {
		fmt.Printf("%c", " .:-=+*#%@"[pixel*9/16])
		if i%8 == 7 {
			fmt.Println("|")
		}
	}
	// Output:
	// 1797 images; the first is a 0
	//   :#+   |
	//   #%+%: |
	//  .%. *= |
	//  :*  == |
	//  :=  += |
	//  :*  *- |
	//  .#:+*  |
	//   -#+   |
}

func ExampleSet_Split() {
	digits, err := data.Digits()
	if err != nil {
		log.Fatal(err)
	}
	train, test, err := digits.Split(0.5, 12345)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("train:", train.Len(), "images, first", train.Class[:10])
	fmt.Println("test: ", test.Len(), "images, first", test.Class[:10])
	// Output:
	// train: 898 images, first [9 3 6 2 3 1 1 7 2 8]
	// test:  899 images, first [3 5 1 7 0 8 4 8 5 1]
}

func ExampleSet_Rows() {
	digits, err := data.Digits()
	if err != nil {
		log.Fatal(err)
	}
	const batch = 500
	for i := 0; i+batch <= digits.Len(); i += batch {
		rows := digits.Rows(i, i+batch)
		fmt.Println("rows", i, "to", i+batch-1, "begin with", rows.Class[:5])
	}
	// Output:
	// rows 0 to 499 begin with [0 1 2 3 4]
	// rows 500 to 999 begin with [8 2 2 5 7]
	// rows 1000 to 1499 begin with [1 4 0 5 3]
}
