#!/bin/sh
echo viewing
